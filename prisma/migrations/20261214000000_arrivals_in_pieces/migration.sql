-- What a bank brings was kept as one value, held whole whenever it was written or read. A day of a million debits is kept in pieces.
CREATE TABLE "debit_arrival_pieces" (
    "arrival_id" BIGINT NOT NULL,
    "place" INTEGER NOT NULL,
    "content_enc" BYTEA NOT NULL,

    CONSTRAINT "debit_arrival_pieces_pkey" PRIMARY KEY ("arrival_id","place")
);
ALTER TABLE "debit_arrival_pieces" ADD CONSTRAINT "debit_arrival_pieces_arrival_id_fkey" FOREIGN KEY ("arrival_id") REFERENCES "debit_arrivals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What has arrived before is one piece each.
INSERT INTO "debit_arrival_pieces" ("arrival_id", "place", "content_enc") SELECT "id", 0, "content_enc" FROM "debit_arrivals";
ALTER TABLE "debit_arrivals" DROP COLUMN "content_enc";
