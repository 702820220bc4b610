/** `application_id` in the header of our files from V5 on: "SKIL". */
export const applicationId = 0x534b494c;

/** `user_version` of the last migration; a test holds it there. */
export const latestSchemaNumber = 8;
