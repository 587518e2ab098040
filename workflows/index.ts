export { deliveryWorkflow } from './delivery.ts'
export { shipmentWorkflow } from './shipment.ts'
