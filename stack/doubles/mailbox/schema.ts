/** The mailbox makes its own schema. One row a message; `copies` counts how often it was handed in. */
export const schemaSql = `
CREATE SCHEMA IF NOT EXISTS mailbox;
CREATE TABLE IF NOT EXISTS mailbox.message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id text NOT NULL UNIQUE,
  sender text NOT NULL,
  recipients text[] NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  html text,
  raw bytea NOT NULL,
  copies int NOT NULL DEFAULT 1,
  received_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS message_recipients_idx ON mailbox.message USING gin (recipients);
`
