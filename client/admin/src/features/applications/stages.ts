/** The columns of the board, as the server has them. */
export const stages = ['accept', 'survey', 'pay', 'build', 'inspect', 'connect', 'settle'] as const;
