/** Every page, with data of the simulated world. */
export const paths: readonly string[] = [
  '/',
  '/skills',
  '/skill?name=docker-build',
  '/trends',
  '/experiments',
  '/experiment?name=shorter-prompt',
  '/recommendations',
  '/relationships',
  '/agents',
  '/capacity',
  '/tasks',
  '/costs',
  '/learning',
];
