-- Codes and answers to text messages are charged like every other message; what was sent before this stands at nothing.
ALTER TABLE "outbox_messages" ADD COLUMN "cost_milli_fen" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "outbox_messages_charged" ON "outbox_messages" ("sent_at") WHERE "cost_milli_fen" > 0;
