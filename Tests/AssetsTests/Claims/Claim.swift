import Testing

/// Something that a scenario's summary says, as numbers can say it: a quantity of a course, held against a number or against the
/// same quantity of another course.
struct Claim: Sendable {
    /// The words of the summary that say so.
    var words: String
    /// The number in the words that the claim is about, where it is about one.
    var told: Double?
    var quantity: Quantity
    var course: Course
    var bound: Bound

    enum Bound: Sendable {
        case atLeast(Double)
        case atMost(Double)
        /// At most so many times the quantity of another course.
        case atMostTimes(Double, of: Course)
        /// At least so many times the quantity of another course.
        case atLeastTimes(Double, of: Course)
    }

    init(_ words: String, told: Double? = nil, _ quantity: Quantity, after course: Course, _ bound: Bound) {
        (self.words, self.told, self.quantity) = (words, told, quantity)
        (self.course, self.bound) = (course, bound)
    }

    /// Every course that it speaks of.
    var courses: [Course] {
        switch bound {
        case .atLeast, .atMost: [course]
        case .atMostTimes(_, let other), .atLeastTimes(_, let other): [course, other]
        }
    }

    /// Checks it on courses that are over.
    func check(_ seed: UInt64, _ outcome: (Course) throws -> Outcome) throws -> Verdict {
        let value = try quantity.value(of: outcome(course))
        // NaN fulfills none of them.
        switch bound {
        case .atLeast(let limit): return Verdict(value: value, limit: limit, holds: value >= limit)
        case .atMost(let limit): return Verdict(value: value, limit: limit, holds: value <= limit)
        case .atMostTimes(let factor, let other):
            let limit = try factor * quantity.value(of: outcome(other))
            return Verdict(value: value, limit: limit, holds: value <= limit)
        case .atLeastTimes(let factor, let other):
            let limit = try factor * quantity.value(of: outcome(other))
            return Verdict(value: value, limit: limit, holds: value >= limit)
        }
    }

    struct Verdict {
        var value: Double
        var limit: Double
        var holds: Bool
    }
}
