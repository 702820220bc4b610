import type { AnomalyRow } from '@skills/schema';
import type { JSX } from 'preact';
import { ask } from '../../answers/questions.ts';
import { useAnswer } from '../../app/page-context.ts';
import { anomalyText } from '../../components/anomaly-text.ts';
import { Link } from '../../components/link.tsx';
import { Empty, Loaded, Panel } from '../../components/panel.tsx';
import { SkillName } from '../../components/skill-name.tsx';
import { formatMoment } from '../../format/time.ts';

const shown = 6;

/** What no longer behaves as it did. */
export function AttentionPanel(): JSX.Element {
  const answer = useAnswer(ask.anomalies('7d'));
  return (
    <Panel title="Needs a look" span="third" actions={<Link path="/trends">All changes</Link>}>
      <Loaded answer={answer} lines={3}>
        {({ anomalies }) =>
          anomalies.length === 0 ? (
            <Empty>Every skill behaves as it did before.</Empty>
          ) : (
            <ul class="events">
              {anomalies.slice(0, shown).map((anomaly) => (
                <AttentionItem key={`${anomaly.skillName} ${anomaly.metric} ${anomaly.startedAt}`} anomaly={anomaly} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  );
}

function AttentionItem({ anomaly }: { readonly anomaly: AnomalyRow }): JSX.Element {
  const { skillName, kind, startedAt, state } = anomaly;
  return (
    <li>
      <SkillName name={skillName} kind={kind} /> <span>{anomalyText(anomaly)}</span>
      <small class="note">
        since {formatMoment(startedAt)} UTC{state === 'resolved' ? ', over' : ''}
      </small>
    </li>
  );
}
