import { rulesOf, type Vocabulary } from './vocabulary.ts'

/** `X` (exception) says only that something is wrong, and `MV` that a label was voided: a person decides. */
export const ups: Vocabulary = {
  code: 'ups',
  name: 'UPS activity status types',
  source: 'UPS Developer Portal, Tracking API: package activity status type',
  rules: rulesOf([
    ['M', 'Billing information received', 'note'],
    ['P', 'Picked up', 'pickedUp'],
    ['I', 'In transit', 'moving'],
    ['W', 'In a warehouse', 'moving'],
    ['DO', 'Left the origin freight station', 'moving'],
    ['DD', 'Left the destination freight station', 'moving'],
    ['O', 'Out for delivery', 'outForDelivery'],
    ['D', 'Delivered', 'delivered'],
    ['RS', 'Returned to the shipper', 'returning'],
  ]),
}
