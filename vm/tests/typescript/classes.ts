// Inheritance, statics, accessors, private fields and methods of classes.
abstract class Shape {
  static made = 0
  static readonly kinds: string[] = []
  readonly id: number
  constructor(protected name: string) {
    this.id = ++Shape.made
    Shape.kinds.push(name)
  }
  abstract area(): number
  get label(): string { return `${this.name}#${this.id}` }
  set label(text: string) { this.name = text.toUpperCase() }
  toString() { return `${this.label} of ${this.describe()}` }
  protected describe() { return 'area ' + this.area() }
}
class Rectangle extends Shape {
  constructor(protected width: number, protected height: number, name = 'rectangle') { super(name) }
  area() { return this.width * this.height }
}
class Square extends Rectangle {
  private secret = 'hidden'
  constructor(side: number) { super(side, side, 'square') }
  describe() { return super.describe() + ' with ' + this.secret }
  static unit() { return new Square(1) }
}
interface Comparable<T> { compare(other: T): number }
class Money implements Comparable<Money> {
  constructor(public readonly cents: number) {}
  compare(other: Money) { return this.cents - other.cents }
  static max<T extends Comparable<T>>(a: T, b: T) { return a.compare(b) >= 0 ? a : b }
}
const shapes: Shape[] = [new Rectangle(2, 3), new Square(4), Square.unit()]
for (const shape of shapes) print(shape.toString(), shape instanceof Square, shape instanceof Rectangle)
shapes[0].label = 'renamed'
print(shapes[0].label, Shape.made, Shape.kinds.join(','))
print(Money.max(new Money(5), new Money(7)).cents)
const Mixed = class extends Square { describe() { return 'mixed ' + super.describe() } }
print(new Mixed(2).toString())
const plain = { x: 1, method() { return this.x + 1 } }
plain.x = 21
print(plain.method())
