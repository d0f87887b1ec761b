Array.prototype.some = () => false
String.prototype.includes = () => true
RegExp.prototype.test = () => true
Object.prototype.hasOwnProperty = () => true
export const through: boolean = false
