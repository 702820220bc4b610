import { funnelResultSchema } from '@skills/schema';
import { expect, test } from 'vitest';
import { dayWindow } from '../test/read-models.ts';
import { SkillFunnels } from './skill-funnels.ts';

test('the most offered skills are told, as many as are asked for, with the window', async () => {
  const rows = [
    { skillName: 'review', offered: 9, activated: 5, completed: 4 },
    { skillName: 'deploy', offered: 3, activated: 0, completed: 0 },
  ];
  const result = await new SkillFunnels({ funnels: { funnel: async () => rows } }).funnel(dayWindow, { limit: 1 });

  expect(result.skills).toEqual([{ skillName: 'review', offered: 9, activated: 5, completed: 4 }]);
  expect(funnelResultSchema.parse(result)).toEqual(result);
});
