import type { RunCommand } from '../command.ts';
import { exitCodes } from '../exit-code.ts';
import { doctorPage } from '../pages/doctor-page.ts';

/** `skills doctor` */
export const doctor: RunCommand = async (_input, { compose, output }) => {
  const examination = await compose.doctor();
  const result = await examination.examine();
  await output.result(result, (page) => doctorPage(result, page));
  return result.ok ? exitCodes.done : exitCodes.failed;
};
