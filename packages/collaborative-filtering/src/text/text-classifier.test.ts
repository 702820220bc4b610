import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextClassifier, type LabelledText } from './text-classifier.ts';

function labelled(name: string, description: string, ...labels: readonly string[]): LabelledText {
  return { name, description, labels };
}

const sample = [
  labelled('pytest-run', 'runs unit tests', 'testing'),
  labelled('jest-run', 'runs javascript tests', 'testing'),
  labelled('coverage-report', 'coverage of tests', 'testing'),
  labelled('docker-build', 'builds container images', 'build'),
  labelled('npm-publish', 'publishes packages and builds them', 'build'),
  labelled('helm-deploy', 'deploys containers to kubernetes', 'build'),
  labelled('smoke-test', 'tests a deployment of containers', 'testing', 'build'),
];

test('gives every label a confidence, together 1, the surest first', () => {
  const classifier = new TextClassifier(sample);
  const text = fc.record({ name: fc.string(), description: fc.string() });
  fc.assert(
    fc.property(text, (each) => {
      const confidences = classifier.classify(each);

      expect(confidences.map(({ label }) => label).toSorted()).toEqual(['build', 'testing']);
      expect(confidences.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 9);
      expect(confidences[0]?.confidence).toBeGreaterThanOrEqual(confidences[1]?.confidence ?? 1);
    }),
  );
});

test('tells the label of unseen names by their words and parts of words', () => {
  const classifier = new TextClassifier(sample);

  expect(classifier.classify({ name: 'vitest-run', description: '' })[0]?.label).toBe('testing');
  expect(classifier.classify({ name: 'deploy-to-kubernetes', description: 'containers' })[0]?.label).toBe('build');
});

test('left-out scores are those of a classifier that never saw the text', () => {
  // The rarity of words is that of the whole sample in both, so texts of words that nothing else has are compared.
  const texts = ['aaa', 'bbb', 'ccc', 'ddd', 'eee', 'fff'].map((name, index) =>
    labelled(name, '', index % 2 === 0 ? 'even' : 'odd'),
  );
  const { leftOut } = new TextClassifier(texts);

  // Without its own row nothing but the intercept speaks: the other label has three texts, its own two.
  texts.forEach(({ labels }, index) => {
    expect(leftOut[index]?.[0]?.label).not.toBe(labels[0]);
  });
});

test('refuses a sample of one label', () => {
  expect(() => new TextClassifier(sample.slice(0, 2))).toThrow(RangeError);
  expect(() => new TextClassifier([])).toThrow(RangeError);
});
