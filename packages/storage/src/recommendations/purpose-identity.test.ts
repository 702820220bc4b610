import { createHash, createHmac, hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { purposeIdentity } from './purpose-identity.ts';

const key = Buffer.alloc(32, 7);
const email = (number: number): string => `user${number}@example.com`;

// 10,000,000 takes a minute: SKILLS_DICTIONARY=10000000.
const dictionarySize = Number(process.env['SKILLS_DICTIONARY'] ?? 200_000);

test('has the form of a pseudonym, and stays the same', () => {
  const identity = purposeIdentity(() => key, 'recommendations');
  const stored = identity.storedId('ada@example.com');

  expect(stored).toMatch(/^u_[\w-]{22}$/);
  expect(identity.printedId(stored)).toMatch(/^u_[\w-]{22}$/);
  expect(identity.printedId(stored)).toBe(purposeIdentity(() => key, 'recommendations').printedId(stored));
  expect(identity.storedId(stored)).toBe(stored);
});

test('differs by purpose, by installation, and from what the log holds', () => {
  const names = [
    purposeIdentity(() => key, 'recommendations').storedId('ada@example.com'),
    ...['recommendations', 'experiments', 'export'].map((purpose) => {
      const identity = purposeIdentity(() => key, purpose);
      return identity.printedId(identity.storedId('ada@example.com'));
    }),
    ...[1, 2].map((byte) => {
      const identity = purposeIdentity(() => Buffer.alloc(32, byte), 'recommendations');
      return identity.printedId(identity.storedId('ada@example.com'));
    }),
  ];

  expect(new Set(names).size).toBe(names.length);
});

test('a key that is not used is not asked for', () => {
  const identity = purposeIdentity(() => {
    throw new Error('asked');
  }, 'recommendations');
  expect(() => identity.printedId('u_x')).toThrow('asked');
});

test(`a dictionary of ${dictionarySize} e-mails does not find one without the key`, () => {
  const identity = purposeIdentity(() => key, 'recommendations');
  const users = Array.from({ length: 100 }, (_, index) => email(Math.floor((index * dictionarySize) / 100)));
  const targets = new Set(
    users.flatMap((user) => {
      const stored = identity.storedId(user);
      return [stored, identity.printedId(stored)].map((pseudonym) => pseudonym.slice(2));
    }),
  );
  const plain = new Set(users.map((user) => hash('sha256', user, 'base64url').slice(0, 22)));
  let found = 0;
  let foundPlain = 0;
  for (let number = 0; number < dictionarySize; number += 1) {
    const guess = email(number);
    // What somebody without the key can compute: plain hashes, with the purpose before them, and under a guessed key.
    const digest = hash('sha256', guess, 'base64url').slice(0, 22);
    if (targets.has(digest)) found += 1;
    if (plain.has(digest)) foundPlain += 1;
    if (targets.has(hash('sha256', `user\0${guess}`, 'base64url').slice(0, 22))) found += 1;
  }
  for (let number = 0; number < Math.min(dictionarySize, 20_000); number += 1) {
    const guess = `user\0${email(number)}`;
    for (const guessedKey of ['', 'user', '\0'.repeat(32)]) {
      if (targets.has(createHmac('sha256', guessedKey).update(guess).digest('base64url').slice(0, 22))) found += 1;
    }
  }

  expect(found).toBe(0);
  // The attack itself works: the predecessor's plain hashes are all found.
  expect(foundPlain).toBe(100);
  expect(createHash('sha256').update(email(0)).digest('base64url').slice(0, 22)).toBe([...plain][0]);
}, 600_000);
