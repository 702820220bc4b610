/** A canvas with a background and a title above it, as PNG. */
export async function canvasPicture(source: HTMLCanvasElement, title: string): Promise<Blob> {
  const scale = devicePixelRatio || 1;
  const colours = getComputedStyle(document.body);
  const margin = 16 * scale;
  const head = 40 * scale;
  const picture = document.createElement('canvas');
  picture.width = source.width + 2 * margin;
  picture.height = source.height + head + margin;
  const context = picture.getContext('2d');
  if (context === null) throw new Error('this browser draws no pictures');
  context.fillStyle = colours.backgroundColor;
  context.fillRect(0, 0, picture.width, picture.height);
  context.fillStyle = colours.color;
  context.font = `600 ${15 * scale}px system-ui, sans-serif`;
  context.fillText(title, margin, 27 * scale);
  context.drawImage(source, margin, head);
  return toBlob(picture);
}

const drawn = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'fill-opacity',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
];

/** An SVG as it looks on the page, as PNG. Its colours come from the style sheet, which the picture does not have. */
export async function svgPicture(source: SVGSVGElement, title: string): Promise<Blob> {
  const copy = source.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('expected an SVG');
  const originals = [source, ...source.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  for (const [index, original] of originals.entries()) {
    const style = getComputedStyle(original);
    for (const name of drawn) copies[index]?.setAttribute(name, style.getPropertyValue(name));
  }
  const { width, height } = source.getBoundingClientRect();
  const scale = devicePixelRatio || 1;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * scale;
    canvas.height = height * scale;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvasPicture(canvas, title);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('this browser draws no pictures')) : resolve(blob)));
  });
}
