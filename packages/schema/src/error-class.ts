const plainClass = /^[\w.:+-]{1,64}$/;
const exitCode = /^exit code -?\d{1,10}$/;
const leadingClass = /^([A-Za-z_][\w.]{0,63}):/;

/**
 * The class of an error, without its text: session-buddy's integrations wrote raw messages into `error_type`, and
 * messages hold paths and code.
 *
 * @example
 * errorClass('TypeError: bad arg in /home/me/x.py'); // 'TypeError'
 */
export function errorClass(text: string): string {
  const trimmed = text.trim();
  if (plainClass.test(trimmed) || exitCode.test(trimmed)) return trimmed;
  return leadingClass.exec(trimmed)?.[1] ?? 'error';
}
