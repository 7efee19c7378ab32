/// A number or a condition in the field's terms, such as `|g₁|/|g₃| < 1e-4`: read once, checked against the network, and
/// evaluated at any moment of a session.
///
/// Layers are numbered as the screen numbers them: 1 is the first behind the input. Neurons, inputs and classes count from 0.
public struct WatchExpression: Hashable, Sendable {
    /// As it was written, without blanks around it.
    public let text: String
    /// True of what is true or false; a breakpoint needs one.
    public let isCondition: Bool
    /// Its steps.
    package let program: WatchProgram
    /// The numbers in it that say how near it is: the left sides of comparisons, what changes, or itself.
    package let parts: [Part]

    package struct Part: Hashable, Sendable {
        package var text: String
        package var program: WatchProgram
    }

    /// Reads an expression.
    /// - Throws: `WatchError` with the place of what cannot be understood, or does not exist in the network.
    public init(parsing text: String, in scope: WatchScope) throws(WatchError) {
        var parser = try WatchParser(text, scope)
        let (program, isCondition, parts) = try parser.expression()
        var trimmed = Substring(text)
        while trimmed.first == " " { trimmed.removeFirst() }
        while trimmed.last == " " { trimmed.removeLast() }
        self.text = String(trimmed)
        self.program = program
        self.isCondition = isCondition
        self.parts = parts.isEmpty ? [Part(text: self.text, program: program)] : parts
    }

    /// Reads a condition, to stop at: `dead(layer 2)` and `sign(w[2,0,3])` alone mean that there is a dead unit, that the sign
    /// changes.
    public init(parsingCondition text: String, in scope: WatchScope) throws(WatchError) {
        try self.init(parsing: text, in: scope)
        guard isCondition else {
            throw WatchError(
                "expected a condition such as \(self.text) < 0.1, found a number alone", at: text.unicodeScalars.count)
        }
    }

    /// True if it can be told only of iterations that the pinned sample goes through, too.
    package var needsObservation: Bool { program.needsObservation }
}

/// The steps of an expression, in the order in which they are made.
package struct WatchProgram: Hashable, Sendable {
    package var operations: [WatchOperation]

    /// Values of an iteration ago that it has to remember.
    package var slots: Int {
        operations.reduce(0) { most, operation in if case .changes(let slot) = operation { max(most, slot + 1) } else { most } }
    }

    package var needsObservation: Bool {
        operations.contains { if case .quantity(let quantity) = $0 { quantity.needsObservation } else { false } }
    }

    /// Values that it has on its stack at most.
    package var depth: Int {
        var present = 0
        var deepest = 1
        for operation in operations {
            present += 1 - operation.operands
            deepest = max(deepest, present)
        }
        return deepest
    }
}

extension WatchExpression {
    /// Numbers that a moment has to tell for it: of a number kept from another moment, that number.
    package var quantities: Set<WatchQuantity> {
        Set(
            program.operations.compactMap { operation in
                guard case .quantity(let quantity) = operation else { return nil }
                if case .kept(let base, _) = quantity { return base }
                return quantity
            })
    }

    /// Its value; a condition's is 1 or 0. Nil where something in it is not known.
    package func value(_ valueOf: (WatchQuantity) -> Double?) -> Double? { WatchEvaluator(program).value(valueOf) }
}
