// What capacity is measured by, against simulated stations and hours of which arrival rate, services, servers and the
// rate behind every hour are known. Peers in the same run: the two naive forecasts, and one that knows the world.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { hourForecast, stationLoad } from '@skills/analytics';
import { simulateHourlyLoad, simulateStation } from '@skills/simulation';
import type { StationWorld } from '@skills/simulation';

const { values } = parseArgs({ options: { json: { type: 'string' }, small: { type: 'boolean' } } });
const hourMs = 3_600_000;

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

const worlds = values.small === true ? 20 : 100;

/** Means over worlds of a day, after two hours in which the station fills. */
function stationFigures(servers: number, utilisation: number, service: StationWorld['service']) {
  const window = { sinceMs: 2 * hourMs, untilMs: 26 * hourMs };
  const sums = { error: 0, covered: 0, servers: 0, concurrency: 0, wait: 0, trueWait: 0, longRun: 0 };
  for (let seed = 1; seed <= worlds; seed += 1) {
    const calls = simulateStation({
      seed,
      startMs: 0,
      hours: 26,
      servers,
      arrivalsPerHour: (utilisation * servers * 3600) / 30,
      meanServiceSeconds: 30,
      service,
    });
    const endOf = (endedMs: number): number => (endedMs > window.untilMs ? Infinity : endedMs);
    const load = stationLoad(
      {
        startsMs: Float64Array.from(calls, ({ askedForMs }) => askedForMs),
        endsMs: Float64Array.from(calls, ({ endedMs }) => endOf(endedMs)),
      },
      { window },
    );
    const judged = calls.filter(({ askedForMs, endedMs }) => askedForMs >= window.sinceMs && endedMs <= window.untilMs);
    const trueWait = judged.reduce((sum, call) => sum + (call.begunMs - call.askedForMs) / 1000, 0) / judged.length;
    const { lower = 0, upper = 0 } = load.utilisationInterval ?? {};
    const inSystem = judged.reduce((sum, call) => sum + call.endedMs - call.askedForMs, 0);
    sums.error += Math.abs(load.utilisation - utilisation);
    sums.covered += Number(lower <= utilisation && utilisation <= upper);
    sums.servers += Number(load.servers === servers);
    sums.concurrency += Math.abs(load.concurrency.mean - inSystem / (window.untilMs - window.sinceMs));
    sums.wait += Math.abs((load.meanWaitSeconds ?? 0) - trueWait);
    sums.trueWait += trueWait;
    sums.longRun += load.forecast?.kind === 'stable' ? load.forecast.meanWaitSeconds : 0;
  }
  return {
    servers,
    utilisation,
    service: service === 'exponential' ? 'exponential' : `log-normal ${service.sigma}`,
    utilisationError: sums.error / worlds,
    coverage: sums.covered / worlds,
    serversFound: sums.servers / worlds,
    concurrencyError: sums.concurrency / worlds,
    waitErrorSeconds: sums.wait / worlds,
    trueWaitSeconds: sums.trueWait / worlds,
    approximatedWaitSeconds: sums.longRun / worlds,
  };
}

function hourFigures(callsPerHour: number, wandering: number) {
  const sums = { hours: 0, covered: 0, own: 0, week: 0, hour: 0, best: 0 };
  for (let seed = 1; seed <= worlds; seed += 1) {
    const world = simulateHourlyLoad({ seed, weeks: 3, callsPerHour, wandering });
    const forecast = hourForecast(world.calls, { lead: 2 });
    if (forecast.kind !== 'forecast') throw new Error('three weeks must be enough for a forecast');
    const { backtest } = forecast;
    const from = world.calls.length - backtest.hours;
    const best = world.calls
      .subarray(from)
      .reduce((sum, calls, at) => sum + Math.abs(calls - (world.expected[from + at] ?? 0)), 0);
    sums.hours += backtest.hours;
    sums.covered += backtest.covered;
    sums.own += backtest.meanAbsoluteError;
    sums.week += backtest.sameHourLastWeekError;
    sums.hour += backtest.lastHourError;
    sums.best += best / backtest.hours;
  }
  return {
    callsPerHour,
    wandering,
    coverage: sums.covered / sums.hours,
    error: sums.own / worlds,
    sameHourLastWeek: sums.week / worlds,
    lastHour: sums.hour / worlds,
    bestPossible: sums.best / worlds,
  };
}

function printTable(rows: readonly Readonly<Record<string, number | string | boolean | undefined>>[]): void {
  const keys = Object.keys(rows[0] ?? {});
  const text = (value: number | string | boolean = ''): string =>
    typeof value === 'number' ? String(Math.round(value * 1e4) / 1e4) : String(value);
  const widths = keys.map((key) => Math.max(key.length, ...rows.map((row) => text(row[key]).length)));
  printLine(keys.map((key, at) => key.padEnd(widths[at] ?? 0)).join('  '));
  for (const row of rows) printLine(keys.map((key, at) => text(row[key]).padEnd(widths[at] ?? 0)).join('  '));
  printLine('');
}

const stations = [
  stationFigures(1, 0.5, 'exponential'),
  stationFigures(1, 0.8, 'exponential'),
  stationFigures(2, 0.3, { sigma: 0.5 }),
  stationFigures(3, 0.7, 'exponential'),
  stationFigures(3, 0.9, { sigma: 0.8 }),
  stationFigures(8, 0.6, { sigma: 0.8 }),
];
const hours = [hourFigures(2, 0.2), hourFigures(20, 0), hourFigures(20, 0.3), hourFigures(500, 0.3)];
printLine(`stations of known truth, ${worlds} days each`);
printTable(stations);
printLine(`hours of known truth, ${worlds} times three weeks, two hours ahead, intervals of 90 %`);
printTable(hours);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ worlds, stations, hours }, null, 2)}\n`);
