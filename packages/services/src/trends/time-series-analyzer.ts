import { adoptionCurve, type AdoptionPoint, seasonalityProfile } from '@skills/analytics';
import { SkillsError, toTimestamp } from '@skills/schema';
import type { Adoption, AdoptionDay, Seasonality, SkillKind, TrendResult, TrendsResult } from '@skills/schema';
import { resultWindow } from '../result-window.ts';
import { hourlyMetrics, type HourlyMetrics, type PlotData, plotData } from './hourly-series.ts';
import { judgedTogether } from './judged-together.ts';
import { coveredDays, logCoverage, type LogCoverage } from './log-coverage.ts';
import { fitTrend, leastCallsOfTrend } from './trend-line.ts';
import { robustSlopes, trendChanges, trendPoints } from './trend-report.ts';
import type { BucketSource, DaySpan, SkillDaySeries, TrendSkill, TrendSource } from './trend-source.ts';
import { requireTrendMetric, trendWindow, type TrendWindow } from './trend-window.ts';

export type TimeSeriesAnalyzerDependencies = {
  readonly trends: TrendSource;
  readonly rollups: BucketSource;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
};

export type TrendOptions = {
  /** `completion_rate` unless told otherwise. */
  readonly metric?: string | undefined;
  /** At least 1; 7 unless told otherwise. The window widens to whole UTC days. */
  readonly windowDays?: number | undefined;
  /** End of the window, UTC epoch milliseconds; now unless told otherwise. */
  readonly untilMs?: number | undefined;
  readonly kind?: SkillKind | undefined;
};

export type MultiSkillTrendOptions = TrendOptions & {
  /** Skills with fewer calls that count for the metric are not tested; 10 unless told otherwise. */
  readonly minInvocations?: number | undefined;
};

export type HourlyOptions = {
  readonly skillName?: string | undefined;
  readonly kind?: SkillKind | undefined;
  /** 24 unless told otherwise; the current hour is the last of them. */
  readonly hours?: number | undefined;
};

export type PlotOptions = Pick<TrendOptions, 'metric' | 'kind'> & {
  /** 168 unless told otherwise. */
  readonly hours?: number | undefined;
};

const dayMs = 86_400_000;
const falseDiscoveryRate = 0.05;
const usualWindowDays = 7;
const usualPlotHours = 168;
const usualHours = 24;
const daysToCallNew = 7;

/** How skills change over time. Reads rollups, never the log. */
export class TimeSeriesAnalyzer {
  readonly #trends: TrendSource;
  readonly #rollups: BucketSource;
  readonly #now: () => number;

  constructor({ trends, rollups, now }: TimeSeriesAnalyzerDependencies) {
    this.#trends = trends;
    this.#rollups = rollups;
    this.#now = now;
  }

  /**
   * One entry per skill and UTC hour in which it ran, by skill and time.
   *
   * @throws {RangeError} when the hours are not an integer of at least 1
   */
  async aggregateHourlyMetrics(options: HourlyOptions = {}): Promise<readonly HourlyMetrics[]> {
    const { skillName, kind, hours = usualHours } = options;
    return hourlyMetrics(this.#rollups, { skillName, kind, hours, nowMs: this.#now() });
  }

  /**
   * Where a skill is going: the line through its days with interval and test, two slopes beside it that no outlier moves,
   * changes of level with their dates, and when in the week it runs. Of several kinds of one name, the one used most.
   *
   * @returns `trend: 'insufficient_data'` for fewer than 4 days or 10 calls that count for the metric
   * @throws {SkillsError} 'not-found' when there is no such skill, 'invalid-input' when there is no such metric
   * @throws {RangeError} when the window is not one
   */
  async detectTrend(skillName: string, options: TrendOptions = {}): Promise<TrendResult> {
    const metric = requireTrendMetric(options.metric ?? 'completion_rate');
    const window = this.#window(options);
    const span = { fromDay: window.historyFromDay, toDay: window.toDay };
    const series = await this.#trends.skillDays(span, { skillName, kind: options.kind });
    const chosen = mostUsed(series, window) ?? (await this.#idle(skillName, options.kind));
    const skill: TrendSkill = { skillName, kind: chosen.kind };
    const coverage = await this.#coverage(window);
    const days = coverage === undefined ? [] : coveredDays(chosen.days, coverage, window);
    const history = coverage === undefined ? [] : coveredDays(chosen.days, coverage, historyOf(window));
    const fitted = fitTrend({ window: days, history, metric, leastCalls: leastCallsOfTrend });
    const { line, row } = fitted;
    return {
      window: daySpanText(window),
      ...skill,
      metric,
      ...row,
      ...robustSlopes(fitted),
      dispersion: line?.dispersion ?? null,
      autocorrelation: line?.autocorrelation ?? null,
      historyDays: line?.historyDays ?? 0,
      changePoints: trendChanges(days, history, metric),
      seasonality: {
        weekdayAdjusted: line?.weekdayEffects !== undefined,
        weekdayEffects: line?.weekdayEffects === undefined ? null : [...line.weekdayEffects],
        ...(await this.#profile(window, skill, coverage)),
      },
      adoption: await this.#adoption(window, skill, coverage),
      points: trendPoints(days, metric, fitted),
    };
  }

  /**
   * Every skill at once, in one query, the surest first. A trend counts when its q-value is below 0.05: of the skills that
   * are flagged, one in twenty is expected to be false, however many skills there are.
   *
   * @throws {SkillsError} 'invalid-input' when there is no such metric
   * @throws {RangeError} when the window is not one, or the least calls are not an integer of at least 1
   */
  async getMultiSkillTrends(options: MultiSkillTrendOptions = {}): Promise<TrendsResult> {
    const metric = requireTrendMetric(options.metric ?? 'completion_rate');
    const leastCalls = options.minInvocations ?? leastCallsOfTrend;
    if (!Number.isSafeInteger(leastCalls) || leastCalls < 1) {
      throw new RangeError(`getMultiSkillTrends requires an integer minInvocations >= 1, got ${leastCalls}`);
    }
    const window = this.#window(options);
    const span = { fromDay: window.historyFromDay, toDay: window.toDay };
    const series = await this.#trends.skillDays(span, { kind: options.kind });
    const coverage = await this.#coverage(window);
    const rows = series.flatMap(({ skillName, kind, days }) => {
      const invocations = callsWithin(days, window);
      if (invocations === 0 || coverage === undefined) return [];
      const covered = coveredDays(days, coverage, window);
      const history = coveredDays(days, coverage, historyOf(window));
      return [{ skillName, kind, invocations, ...fitTrend({ window: covered, history, metric, leastCalls }).row }];
    });
    return {
      window: daySpanText(window),
      metric,
      falseDiscoveryRate,
      tested: rows.filter(({ pValue }) => pValue !== null).length,
      trends: judgedTogether(rows, metric),
    };
  }

  /**
   * The metric hour by hour, for a plot; `null` where it has no value.
   *
   * @throws {SkillsError} 'invalid-input' when there is no such metric
   * @throws {RangeError} when the hours are not an integer of at least 1
   */
  async getTimeSeriesPlotData(skillName: string, options: PlotOptions = {}): Promise<PlotData> {
    const metric = requireTrendMetric(options.metric ?? 'completion_rate');
    const { kind, hours = usualPlotHours } = options;
    return plotData(this.#rollups, { skillName, kind, hours, nowMs: this.#now(), metric });
  }

  #window({ windowDays = usualWindowDays, untilMs }: TrendOptions): TrendWindow {
    // One past now: what happened in this very millisecond belongs to the window.
    return trendWindow(windowDays, untilMs ?? this.#now() + 1);
  }

  #coverage(window: TrendWindow): Promise<LogCoverage | undefined> {
    return logCoverage(this.#trends, { nowMs: this.#now(), fromDay: window.historyFromDay });
  }

  /** A skill that is known and did not run of late. */
  async #idle(skillName: string, kind: SkillKind | undefined): Promise<SkillDaySeries> {
    const kinds = await this.#trends.kindsOf(skillName);
    const known = kinds.find((candidate) => kind === undefined || candidate === kind);
    if (known === undefined) {
      throw new SkillsError('not-found', `no ${kind ?? 'skill'} ${JSON.stringify(skillName)} in the log`);
    }
    return { skillName, kind: known, days: [] };
  }

  async #profile(
    window: DaySpan,
    skill: TrendSkill,
    coverage: LogCoverage | undefined,
  ): Promise<Pick<Seasonality, 'profile' | 'busiest'>> {
    if (coverage === undefined) return { profile: [], busiest: null };
    const { hours, busiest } = seasonalityProfile(await this.#trends.hoursOfWeek(window, skill), {
      fromMs: Math.max(window.fromDay, coverage.from) * dayMs,
      toMs: Math.min(window.toDay, coverage.to) * dayMs,
    });
    return {
      profile: [...hours],
      busiest: busiest === undefined ? null : { weekday: busiest.weekday, hour: busiest.hour },
    };
  }

  /** Of a skill that the log, older by a week, did not know before the window. In a young log every skill looks new. */
  async #adoption(window: DaySpan, skill: TrendSkill, coverage: LogCoverage | undefined): Promise<Adoption | null> {
    const [earlier] = await this.#trends.skillDays({ fromDay: 0, toDay: window.fromDay }, skill);
    if (earlier !== undefined) return null;
    const toDay = Math.min(window.toDay, Math.ceil((this.#now() + 1) / dayMs));
    const days = adoptionCurve(await this.#trends.newSessions(skill), toDay);
    const [first] = days;
    if (first === undefined || coverage === undefined || first.day - coverage.from < daysToCallNew) return null;
    return {
      firstSeen: toTimestamp(first.day * dayMs),
      days: days.map(toAdoptionDay),
    };
  }
}

function daySpanText({ fromDay, toDay }: DaySpan): TrendResult['window'] {
  return resultWindow({ sinceMs: fromDay * dayMs, untilMs: toDay * dayMs, bucket: 'day' });
}

function historyOf({ historyFromDay, fromDay }: TrendWindow): DaySpan {
  return { fromDay: historyFromDay, toDay: fromDay };
}

function callsWithin(days: SkillDaySeries['days'], { fromDay, toDay }: DaySpan): number {
  return days.reduce((sum, { day, invocations }) => (day >= fromDay && day < toDay ? sum + invocations : sum), 0);
}

function mostUsed(series: readonly SkillDaySeries[], window: DaySpan): SkillDaySeries | undefined {
  return series.toSorted((a, b) => callsWithin(b.days, window) - callsWithin(a.days, window))[0];
}

function toAdoptionDay({ day, ...counts }: AdoptionPoint): AdoptionDay {
  return { day: toTimestamp(day * dayMs), ...counts };
}
