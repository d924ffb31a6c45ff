-- A utility's billing and metering systems bring data by themselves. They hold a key instead of a person's password and one-time code.

-- CreateTable
CREATE TABLE "connected_systems" (
    "id" BIGSERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connected_systems_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "system_keys" (
    "id" BIGSERIAL NOT NULL,
    "system_id" BIGINT NOT NULL,
    "key_id" TEXT NOT NULL,
    "slot" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "system_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connected_systems_code_key" ON "connected_systems"("code");

-- CreateIndex
CREATE UNIQUE INDEX "system_keys_hash_key" ON "system_keys"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "system_keys_system_id_key_id_key" ON "system_keys"("system_id", "key_id");

-- AddForeignKey
ALTER TABLE "system_keys" ADD CONSTRAINT "system_keys_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "connected_systems"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE connected_systems
  ADD CONSTRAINT connected_systems_scopes_check CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['accounts', 'meters', 'readings']);
ALTER TABLE system_keys
  ADD CONSTRAINT system_keys_slot_check CHECK (slot IN (1, 2)),
  ADD CONSTRAINT system_keys_ended_check CHECK ((ended_at IS NULL) = (ended_by IS NULL));
-- Two live keys: the old and the new while one takes the other's place.
CREATE UNIQUE INDEX system_keys_live_key ON system_keys (system_id, slot) WHERE ended_at IS NULL;

ALTER TABLE audit_entries
  DROP CONSTRAINT audit_entries_actor_form,
  ADD CONSTRAINT audit_entries_actor_form CHECK (actor = 'system' OR actor ~ '^(staff|person|partner|system):.+');
