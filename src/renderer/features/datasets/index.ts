// What other features may use of data sets.
export { ItemCard } from './items/ItemCard.tsx';
