/// Evaluates an expression again and again without taking memory: its stack, and what it remembers of an iteration ago, are
/// planned once.
package final class WatchEvaluator {
    private let program: WatchProgram
    private let stack: UnsafeMutablePointer<Double>
    /// The values that `changes` compares with; NaN where there are none.
    private let memory: UnsafeMutablePointer<Double>
    private let slots: Int

    package init(_ program: WatchProgram) {
        self.program = program
        slots = program.slots
        stack = .allocate(capacity: program.depth)
        memory = .allocate(capacity: max(1, slots))
        forget()
    }

    deinit {
        stack.deallocate()
        memory.deallocate()
    }

    /// Lets nothing be a change the next time.
    package func forget() { for slot in 0..<max(1, slots) { memory[slot] = .nan } }

    /// The value at the session's position; a condition's is 1 or 0. Nil where something in it is not known there. What `changes`
    /// is asked of is compared with the evaluation before: that of an expression with it takes place once an iteration, at its
    /// end.
    package func value(_ valueOf: (WatchQuantity) -> Double?) -> Double? {
        var top = 0
        var isKnown = true
        program.operations.withUnsafeBufferPointer { operations in
            for operation in operations {
                switch operation {
                case .number(let number): push(number, &top)
                case .quantity(let quantity):
                    let value = valueOf(quantity)
                    if value == nil { isKnown = false }
                    push(value ?? .nan, &top)
                case .changes(let slot):
                    let present = stack[top - 1]
                    let before = memory[slot]
                    memory[slot] = present
                    stack[top - 1] = before.isNaN || present.isNaN || before == present ? 0 : 1
                case .negate: stack[top - 1] = -stack[top - 1]
                case .magnitude: stack[top - 1] = stack[top - 1].magnitude
                case .sign: stack[top - 1] = stack[top - 1] > 0 ? 1 : stack[top - 1] < 0 ? -1 : stack[top - 1]
                case .round: stack[top - 1].round()
                case .not: stack[top - 1] = 1 - stack[top - 1]
                default:
                    top -= 1
                    stack[top - 1] = Self.result(operation, stack[top - 1], stack[top])
                }
            }
        }
        return isKnown ? stack[0] : nil
    }

    private func push(_ value: Double, _ top: inout Int) {
        stack[top] = value
        top += 1
    }

    private static func result(_ operation: WatchOperation, _ a: Double, _ b: Double) -> Double {
        switch operation {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .smaller: min(a, b)
        case .larger: max(a, b)
        case .less: a < b ? 1 : 0
        case .lessOrEqual: a <= b ? 1 : 0
        case .greater: a > b ? 1 : 0
        case .greaterOrEqual: a >= b ? 1 : 0
        case .equal: a == b ? 1 : 0
        case .notEqual: a != b ? 1 : 0
        case .and: a != 0 && b != 0 ? 1 : 0
        default: a != 0 || b != 0 ? 1 : 0
        }
    }
}
