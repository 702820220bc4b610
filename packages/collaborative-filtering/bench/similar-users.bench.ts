// The ten most similar of a million users with 1,000 skills, 12 draws each by Zipf's law: the build, the question, and
// the memory. Peer in the same run: the self-join of SQL over the same pairs, for a tenth of the users.
import { writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { interactionMatrix, type InteractionPairs, itemsOf, JaccardNeighbours } from '@skills/collaborative-filtering';
import { seededRandom } from '@skills/testing';

const { values } = parseArgs({
  options: { json: { type: 'string' }, small: { type: 'boolean' }, questions: { type: 'string', default: '101' } },
});
const users = values.small === true ? 100_000 : 1_000_000;
const itemCount = 1000;
const drawsPerUser = 12;
const options = { limit: 10, minCommon: 3 };
const random = seededRandom(1);

function drawPairs(): InteractionPairs {
  let total = 0;
  const below = Float64Array.from({ length: itemCount }, (_, item) => (total += 1 / (item + 1)));
  const userOfPair = new Uint32Array(users * drawsPerUser);
  const itemOfPair = new Uint32Array(users * drawsPerUser);
  for (let pair = 0; pair < userOfPair.length; pair += 1) {
    userOfPair[pair] = Math.floor(pair / drawsPerUser);
    const drawn = random() * total;
    let low = 0;
    for (let high = itemCount - 1; low < high;) {
      const middle = (low + high) >> 1;
      if ((below[middle] ?? 0) < drawn) low = middle + 1;
      else high = middle;
    }
    itemOfPair[pair] = low;
  }
  return { users, itemCount, userOfPair, itemOfPair };
}

function quantile(times: readonly number[], fraction: number): number {
  return times.toSorted((left, right) => left - right)[Math.floor(fraction * (times.length - 1))] ?? Number.NaN;
}

function bufferMegabytes(): number {
  return process.memoryUsage().arrayBuffers / 1e6;
}

function timeSql(pairs: InteractionPairs, sqlUsers: number): number {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE used (user INTEGER, item INTEGER, PRIMARY KEY (user, item)) WITHOUT ROWID; BEGIN');
  const insert = database.prepare('INSERT OR IGNORE INTO used VALUES (?, ?)');
  for (let pair = 0; pair < sqlUsers * drawsPerUser; pair += 1) {
    insert.run(pairs.userOfPair[pair] ?? 0, pairs.itemOfPair[pair] ?? 0);
  }
  database.exec('COMMIT; CREATE INDEX used_item ON used (item, user)');
  const ask = database.prepare(`
    SELECT b.user, count(*) * 1.0 / ((SELECT count(*) FROM used WHERE user = ?1)
      + (SELECT count(*) FROM used WHERE user = b.user) - count(*)) AS similarity
    FROM used AS a JOIN used AS b ON b.item = a.item AND b.user <> a.user
    WHERE a.user = ?1 GROUP BY b.user HAVING count(*) >= 3 ORDER BY similarity DESC, b.user LIMIT 10`);
  const times = Array.from({ length: 5 }, () => {
    const startedMs = performance.now();
    ask.all(Math.floor(random() * sqlUsers));
    return performance.now() - startedMs;
  });
  database.close();
  return quantile(times, 0.5);
}

const pairs = drawPairs();
const megabytesBefore = bufferMegabytes();
const startedMs = performance.now();
const matrix = interactionMatrix(pairs);
const neighbours = new JaccardNeighbours(matrix);
const buildMilliseconds = performance.now() - startedMs;
const megabytes = bufferMegabytes() - megabytesBefore;
const times = Array.from({ length: Number(values.questions) }, () => {
  const user = Math.floor(random() * users);
  const askedMs = performance.now();
  neighbours.similarUsers(itemsOf(matrix, user), { ...options, except: user });
  return performance.now() - askedMs;
});
const sqlUsers = users / 10;
const result = {
  users,
  skills: itemCount,
  buildMilliseconds: Math.round(buildMilliseconds),
  megabytes: Math.round(megabytes),
  medianMilliseconds: quantile(times, 0.5),
  p95Milliseconds: quantile(times, 0.95),
  sqlUsers,
  sqlMilliseconds: timeSql(pairs, sqlUsers),
};
process.stdout.write('users\tbuild, ms\tMB\tmedian, ms\tp95, ms\tself-join of SQL, ms\n');
process.stdout.write(
  `${users}\t${result.buildMilliseconds}\t${result.megabytes}\t${result.medianMilliseconds.toFixed(2)}\t${result.p95Milliseconds.toFixed(2)}\t${result.sqlMilliseconds.toFixed(1)} (${sqlUsers} users)\n`,
);
if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ bench: 'similar-users', result }, null, 2));
