-- CreateEnum
CREATE TYPE "ReportKind" AS ENUM ('CODE', 'TESTS');

-- CreateEnum
CREATE TYPE "ReportStatus" AS ENUM ('QUEUED', 'RUNNING', 'PASSED', 'FAILED', 'ERROR');

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "project_id" UUID,
    "project_revision" INTEGER,
    "kind" "ReportKind" NOT NULL,
    "status" "ReportStatus" NOT NULL DEFAULT 'QUEUED',
    "checks" JSON,
    "input" JSON,
    "requested_by_event" UUID,
    "traceparent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "duration_ms" INTEGER,
    "files_checked" INTEGER NOT NULL DEFAULT 0,
    "errors" INTEGER NOT NULL DEFAULT 0,
    "warnings" INTEGER NOT NULL DEFAULT 0,
    "unformatted" INTEGER NOT NULL DEFAULT 0,
    "tests_passed" INTEGER NOT NULL DEFAULT 0,
    "tests_failed" INTEGER NOT NULL DEFAULT 0,
    "tests_skipped" INTEGER NOT NULL DEFAULT 0,
    "coverage_percent" DOUBLE PRECISION,
    "diagnostics" JSON NOT NULL DEFAULT '[]',
    "tests" JSON NOT NULL DEFAULT '[]',
    "tools" JSON NOT NULL DEFAULT '[]',
    "failure_code" TEXT,
    "failure_message" TEXT,
    "locked_by" TEXT,
    "locked_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "sequence" BIGSERIAL NOT NULL,
    "aggregatetype" TEXT NOT NULL,
    "aggregateid" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "payload" JSON NOT NULL,
    "source" TEXT NOT NULL,
    "time" TIMESTAMPTZ(3) NOT NULL,
    "traceparent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbox" (
    "consumer" TEXT NOT NULL,
    "event_id" UUID NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("consumer","event_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "reports_requested_by_event_key" ON "reports"("requested_by_event");

-- CreateIndex
CREATE INDEX "reports_project_id_kind_id_idx" ON "reports"("project_id", "kind", "id" DESC);

-- CreateIndex
CREATE INDEX "reports_project_id_id_idx" ON "reports"("project_id", "id" DESC);

-- CreateIndex
CREATE INDEX "reports_kind_id_idx" ON "reports"("kind", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "outbox_sequence_key" ON "outbox"("sequence");

-- Workers take the oldest report that waits, or whose worker is gone.
CREATE INDEX "reports_open_idx" ON "reports" ("id") WHERE "status" IN ('QUEUED', 'RUNNING');

-- The relay reads what is not yet published, oldest first.
CREATE INDEX "outbox_unpublished_idx" ON "outbox" ("sequence") WHERE "published_at" IS NULL;

-- The relay is woken when a transaction with new rows commits.
CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END
$$;

CREATE TRIGGER "outbox_inserted" AFTER INSERT ON "outbox" FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();
