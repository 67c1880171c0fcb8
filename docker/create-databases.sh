#!/bin/sh
# Runs once, in an empty PostgreSQL. Creates a database for each service, which no other service can connect to.
set -eu

create() {
  psql -v ON_ERROR_STOP=1 -v name="$1" -v password="$2" --username "$POSTGRES_USER" --dbname postgres <<-'SQL'
	CREATE ROLE :"name" LOGIN PASSWORD :'password';
	CREATE DATABASE :"name" OWNER :"name";
	REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
}

create skill "$SKILL_DATABASE_PASSWORD"
create validation "$VALIDATION_DATABASE_PASSWORD"
