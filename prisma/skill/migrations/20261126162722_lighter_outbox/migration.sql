-- Nothing looks a row up by its sequence alone, and every insert and every mark had to keep this index too.
-- DropIndex
DROP INDEX "outbox_sequence_key";
