-- When anything of a case was last changed: a draft is thrown away sixty days after that, not after it was begun.
ALTER TABLE "applications" ADD COLUMN "changed_at" TIMESTAMPTZ(3);
