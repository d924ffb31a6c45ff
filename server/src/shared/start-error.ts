/** Thrown while starting, for the operator to read: names the setting and what is expected. */
export class StartError extends Error {}
