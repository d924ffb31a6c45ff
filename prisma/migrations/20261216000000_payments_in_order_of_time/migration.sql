-- Staff see payments by the time they began, which is not the order of their numbers where a history was brought in. The filter by day goes by it as well.

-- CreateIndex
CREATE INDEX "payments_created_at_id_idx" ON "payments"("created_at", "id");
