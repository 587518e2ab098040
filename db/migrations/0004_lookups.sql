-- A dispute at Stripe names its payment alone.
CREATE INDEX shipment_intent_idx ON shipment ((state #>> '{money,intentId}'))
  WHERE state #>> '{money,intentId}' IS NOT NULL;
