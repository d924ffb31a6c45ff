/** The day from which the privacy policy applies that this build shows; signing in agrees to it. */
export const privacyEdition = '2026-11-22';
