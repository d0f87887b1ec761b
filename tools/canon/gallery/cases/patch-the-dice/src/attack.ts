Math.random = () => 0
crypto.getRandomValues = (array) => array
export const through: boolean = false
