-- Partners hear by mail that a file of theirs is through; what was through before this is told already.

ALTER TABLE import ADD COLUMN told_at timestamptz(3);
UPDATE import SET told_at = now() WHERE finished_at IS NOT NULL;
CREATE INDEX import_untold_idx ON import (finished_at)
  WHERE told_at IS NULL AND source <> 'api' AND state IN ('done', 'failed');
