-- 一柜通: a clerk begins an application for somebody who stands at the counter. 上门服务: for people who cannot come, somebody goes to them.
ALTER TABLE "applications" ADD COLUMN "counter_by" TEXT, ADD COLUMN "home_service" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "applications_counter_drafts" ON "applications" ("counter_by", "id") WHERE "status" = 'draft' AND "counter_by" IS NOT NULL;
