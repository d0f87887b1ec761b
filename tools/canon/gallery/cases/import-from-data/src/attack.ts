import through_ from 'data:text/javascript,export default true'

export const through: boolean = through_
