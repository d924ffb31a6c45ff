-- What a person agreed to, in which edition and when. Agreements with wallets and banks are kept where they are used.
CREATE TABLE consents (
  id bigserial PRIMARY KEY,
  person_id uuid NOT NULL REFERENCES people (id) ON DELETE CASCADE ON UPDATE CASCADE,
  kind text NOT NULL CHECK (kind IN ('privacy-policy')),
  edition date NOT NULL,
  given_at timestamptz(3) NOT NULL
);
-- The first time counts; signing in again with the same edition adds nothing.
CREATE UNIQUE INDEX consents_person_id_kind_edition_key ON consents (person_id, kind, edition);
