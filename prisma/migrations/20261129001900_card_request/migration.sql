-- Whoever heard no answer to a redemption asks again by the same key, and is told what was booked.
ALTER TABLE "cards" ADD COLUMN "request_key" TEXT;
