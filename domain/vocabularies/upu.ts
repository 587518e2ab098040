import { rulesOf, type Vocabulary } from './vocabulary.ts'

/** Postal operators say these codes in EDI; `EXX` and `EDX` (terminated) are left out: a person decides. */
export const upu: Vocabulary = {
  code: 'upu',
  name: 'UPU item events (EMSEVT)',
  source: 'Universal Postal Union, EDI message standard M40, EMSEVT version 3: event codes',
  rules: rulesOf([
    ['EMA', 'Posted or collected', 'pickedUp'],
    ['EMB', 'Arrived at the outward office of exchange', 'moving'],
    ['EMC', 'Left the outward office of exchange', 'moving'],
    ['EXA', 'Presented to export customs', 'note'],
    ['EXB', 'Held by export customs', 'customs'],
    ['EXC', 'Returned by export customs', 'moving'],
    ['EXD', 'Held at the outward office of exchange', 'depot'],
    ['EMJ', 'Arrived at a transit office of exchange', 'moving'],
    ['EMK', 'Left a transit office of exchange', 'moving'],
    ['EMD', 'Arrived at the inward office of exchange', 'moving'],
    ['EDA', 'Held at the inward office of exchange', 'depot'],
    ['EDB', 'Presented to import customs', 'note'],
    ['EME', 'Held by import customs', 'customs'],
    ['EDC', 'Returned by import customs', 'moving'],
    ['EMF', 'Left the inward office of exchange', 'moving'],
    ['EDD', 'Into the sorting centre', 'moving'],
    ['EDE', 'Out of the sorting centre', 'moving'],
    ['EMG', 'Arrived at the delivery office', 'moving'],
    ['EDF', 'Held at the delivery depot', 'depot'],
    ['EDG', 'Out for delivery', 'outForDelivery'],
    ['EMH', 'Delivery attempted in vain', 'attempted'],
    ['EDH', 'At a collection point', 'toCollect'],
    ['EMI', 'Delivered', 'delivered'],
  ]),
}
