-- When the customer was last reminded of a case that waits for them.
ALTER TABLE "applications" ADD COLUMN "reminded_on" DATE;
