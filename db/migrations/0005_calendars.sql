-- Calendars that an admin can change, and levels that count their hours.

-- The row holds the version in force; the audit keeps the earlier ones, and shipments the hours they were booked under.
ALTER TABLE calendar
  ADD COLUMN version int NOT NULL DEFAULT 1,
  ADD COLUMN updated_at timestamptz(3) NOT NULL DEFAULT now();

-- Nothing read these yet. `always` is a word of service levels now, as `default` is, and no calendar.
DELETE FROM calendar;
INSERT INTO calendar (code, document) VALUES
  ('ops', '{"name": "Operations", "zone": "Europe/Berlin", "holidays": [], "hours": {
    "mon": [["07:00", "22:00"]],
    "tue": [["07:00", "22:00"]],
    "wed": [["07:00", "22:00"]],
    "thu": [["07:00", "22:00"]],
    "fri": [["07:00", "22:00"]],
    "sat": [["07:00", "22:00"]],
    "sun": [["07:00", "22:00"]]
  }}'),
  ('office', '{"name": "Office", "zone": "Europe/Berlin", "hours": {
    "mon": [["08:00", "18:00"]],
    "tue": [["08:00", "18:00"]],
    "wed": [["08:00", "18:00"]],
    "thu": [["08:00", "18:00"]],
    "fri": [["08:00", "18:00"]]
  }, "holidays": [
    {"date": "2026-01-01", "name": "Neujahr"},
    {"date": "2026-04-03", "name": "Karfreitag"},
    {"date": "2026-04-06", "name": "Ostermontag"},
    {"date": "2026-05-01", "name": "Tag der Arbeit"},
    {"date": "2026-05-14", "name": "Christi Himmelfahrt"},
    {"date": "2026-05-25", "name": "Pfingstmontag"},
    {"date": "2026-10-03", "name": "Tag der Deutschen Einheit"},
    {"date": "2026-12-25", "name": "1. Weihnachtstag"},
    {"date": "2026-12-26", "name": "2. Weihnachtstag"},
    {"date": "2027-01-01", "name": "Neujahr"},
    {"date": "2027-03-26", "name": "Karfreitag"},
    {"date": "2027-03-29", "name": "Ostermontag"},
    {"date": "2027-05-01", "name": "Tag der Arbeit"},
    {"date": "2027-05-06", "name": "Christi Himmelfahrt"},
    {"date": "2027-05-17", "name": "Pfingstmontag"},
    {"date": "2027-10-03", "name": "Tag der Deutschen Einheit"},
    {"date": "2027-12-25", "name": "1. Weihnachtstag"},
    {"date": "2027-12-26", "name": "2. Weihnachtstag"}
  ]}');

-- Until now every level counted elapsed time. A level that an admin has published since stays as it is.
INSERT INTO service_level (code, version, document)
SELECT code, 2, jsonb_set(document, '{calendar}', '"default"') FROM service_level
WHERE version = 1 AND code IN ('same_day', 'next_day', 'economy', 'cross_border')
ON CONFLICT DO NOTHING;
