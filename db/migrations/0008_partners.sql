-- Partners' words: the mappings that read them, with their versions, and every report as it came.

-- What an admin has published for a partner; the version in force at its receipt reads a report.
CREATE TABLE mapping (
  partner_id uuid NOT NULL REFERENCES partner,
  version int NOT NULL,
  document jsonb NOT NULL,
  -- Why it was changed.
  reason text NOT NULL,
  effective_from timestamptz(3) NOT NULL,
  published_by uuid,
  published_by_name text NOT NULL,
  published_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (partner_id, version)
);

-- At most one draft for each partner: what the partner proposes, or an admin is working on.
CREATE TABLE mapping_draft (
  partner_id uuid PRIMARY KEY REFERENCES partner,
  document jsonb NOT NULL,
  -- The version it began from; null before the first one.
  based_on int,
  revision int NOT NULL DEFAULT 1,
  updated_by_name text NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Set once a partner has sent it to the admins.
  sent_at timestamptz(3)
);

-- The identity of a partner's report: its own event id, or what it says with its time and place (lifecycle.md T2).
CREATE FUNCTION partner_event_key(event_id text, code text, said_at timestamptz, place text) RETURNS text
  LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN event_id <> '' THEN 'id:' || event_id ELSE encode(sha256(convert_to(concat_ws(E'\x1f', lower(code),
    extract(epoch FROM said_at)::numeric(16, 3), lower(place)), 'UTF8')), 'hex') END
$$;

-- The command id of a report, always the same for the same report, so that a repeat is harmless everywhere.
CREATE FUNCTION partner_command_id(partner_id uuid, shipment_id uuid, event_key text) RETURNS uuid
  LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(set_byte(set_byte(h, 6, (get_byte(h, 6) & 15) | 128), 8, (get_byte(h, 8) & 63) | 128), 'hex')::uuid
  FROM (SELECT substring(sha256(convert_to(concat_ws('/', partner_id, shipment_id, event_key), 'UTF8')) FROM 1 FOR 16)) AS s (h)
$$;

-- Every report of a partner about a parcel, in its own words; written before the workflow hears of it. Events name it
-- by their command id, so that erasing it never breaks the chain of a history.
CREATE TABLE partner_event (
  command_id uuid PRIMARY KEY,
  shipment_id uuid NOT NULL REFERENCES booking,
  partner_id uuid NOT NULL REFERENCES partner,
  event_key text NOT NULL,
  code text NOT NULL,
  text text NOT NULL DEFAULT '',
  reason text NOT NULL DEFAULT '',
  place text NOT NULL DEFAULT '',
  has_evidence boolean NOT NULL DEFAULT false,
  occurred_at timestamptz(3) NOT NULL,
  received_at timestamptz(3) NOT NULL DEFAULT now(),
  source text NOT NULL CHECK (source IN ('api', 'upload', 'paste', 'drop', 'back_apply')),
  import_id uuid,
  line int,
  mapping_version int,
  -- How the mapping read it.
  verdict jsonb NOT NULL,
  said_by uuid,
  said_by_name text NOT NULL,
  -- Set where it was kept without telling the workflow.
  kept text,
  -- The report that a later mapping has read again.
  again_of uuid
);
CREATE UNIQUE INDEX partner_event_identity_key ON partner_event (shipment_id, partner_id, event_key) WHERE again_of IS NULL;
CREATE INDEX partner_event_shipment_idx ON partner_event (shipment_id, occurred_at);
CREATE INDEX partner_event_open_idx ON partner_event (partner_id, received_at)
  WHERE verdict ->> 'kind' IN ('unmapped', 'ambiguous');
CREATE INDEX partner_event_again_idx ON partner_event (again_of) WHERE again_of IS NOT NULL;
CREATE INDEX partner_event_partner_idx ON partner_event (partner_id, received_at);

ALTER TABLE job DROP CONSTRAINT job_kind_check;
ALTER TABLE job ADD CONSTRAINT job_kind_check CHECK (kind IN ('bulk', 'bulletin', 'policy', 'what_if', 'mapping'));
