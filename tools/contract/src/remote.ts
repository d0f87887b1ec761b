/** A surface as a law sees it through the pipe: the same names, every result a promise, objects with methods by reference. */
export type Remote<Surface> = { readonly [K in keyof Surface]: RemoteValue<Surface[K]> }

type AnyConstructor = abstract new (...args: any[]) => any
type AnyFunction = (...args: any[]) => any

export type RemoteValue<T> = T extends AnyConstructor
  ? RemoteClass<T>
  : T extends AnyFunction
    ? RemoteFunction<T>
    : Promise<RemoteResult<T>>

/** Constructing answers a promise of the object there; static members are as a surface's. */
export type RemoteClass<C extends AnyConstructor> = {
  new (...args: RemoteArguments<ConstructorParameters<C>>): Promise<RemoteObject<InstanceType<C>>>
} & { readonly [K in Exclude<keyof C, 'prototype'>]: RemoteValue<C[K]> }

export type RemoteFunction<F extends AnyFunction> = (
  ...args: RemoteArguments<Parameters<F>>
) => Promise<RemoteResult<Awaited<ReturnType<F>>>>

/** An object that stays in the provider; hand it back as an argument where the surface asks for its type. */
export type RemoteObject<T> = {
  readonly [K in keyof T]: T[K] extends AnyFunction ? RemoteFunction<T[K]> : Promise<RemoteResult<T[K]>>
}

/** Arguments may be the provider's own objects. */
export type RemoteArguments<A extends readonly unknown[]> = {
  [K in keyof A]: A[K] | (HasMethod<A[K]> extends true ? RemoteObject<A[K]> : never)
}

/** Plain data crosses by value; what has methods of its own crosses by reference. */
export type RemoteResult<T> = T extends AnyFunction
  ? RemoteFunction<T>
  : T extends ByValue
    ? T
    : T extends AsyncIterable<infer Item>
      ? AsyncIterable<RemoteResult<Item>>
      : T extends readonly (infer Item)[]
        ? // Data without methods stays as it is: a recursive type such as JSON has no end to map.
          true extends HasMethod<Item>
          ? { [K in keyof T]: RemoteResult<T[K]> }
          : T
        : HasMethod<T> extends true
          ? RemoteObject<T>
          : T extends object
            ? true extends { [K in keyof T]-?: HasMethod<NonNullable<T[K]>> }[keyof T]
              ? { [K in keyof T]: RemoteResult<T[K]> }
              : T
            : T

type ByValue =
  | string
  | number
  | boolean
  | bigint
  | null
  | undefined
  | Uint8Array
  | ArrayBuffer
  | Date
  | Error
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>

type HasMethod<T> = T extends ByValue | readonly unknown[]
  ? false
  : T extends object
    ? true extends { [K in keyof T]-?: NonNullable<T[K]> extends AnyFunction ? true : false }[keyof T]
      ? true
      : false
    : false
