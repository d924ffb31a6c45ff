import type { Database } from '../../infra/database.ts';

export interface ConsentsRepository {
  /** `edition`: YYYY-MM-DD. Keeps when a person first agreed to this edition of the privacy policy. */
  giveToPrivacyPolicy(personId: string, edition: string, at: Date): Promise<void>;
}

export function createConsentsRepository({ pool }: Pick<Database, 'pool'>): ConsentsRepository {
  return {
    async giveToPrivacyPolicy(personId, edition, at) {
      const text = `INSERT INTO consents (person_id, kind, edition, given_at) VALUES ($1, 'privacy-policy', $2, $3)
        ON CONFLICT (person_id, kind, edition) DO NOTHING`;
      await pool.query({ name: 'consent-to-privacy', text, values: [personId, edition, at] });
    },
  };
}
