export const jsonBytesMax = 1048576
export const jsonDepthMax = 64
