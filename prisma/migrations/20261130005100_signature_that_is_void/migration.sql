-- An application that is taken up again after a refusal is signed anew; what was signed before is kept, and void.
ALTER TABLE "case_signatures" DROP CONSTRAINT "case_signatures_pkey";
ALTER TABLE "case_signatures" ADD COLUMN "id" BIGSERIAL NOT NULL, ADD COLUMN "voided_at" TIMESTAMPTZ(3),
  ADD CONSTRAINT "case_signatures_pkey" PRIMARY KEY ("id");
CREATE UNIQUE INDEX "case_signatures_one_valid" ON "case_signatures" ("case_id") WHERE "voided_at" IS NULL;
