/// An amount of explanation.
struct ExplanationDetail: Hashable {
    /// An amount of what the optimizer does: only what comes out, its steps as formulas, or with their numbers too.
    enum Update: Hashable { case result, formulas, numbers }

    /// All there is, with what can be gone to.
    var isWhole = false
    /// Steps on the way to a number: a slope, a sum that is divided by.
    var steps = false
    /// Words on the sample beside the numbers.
    var notes = false
    /// The numbers of a formula below it.
    var workings = false
    /// Sums by their terms.
    var terms = false
    var headings = true
    var update = Update.result

    static let whole = ExplanationDetail(isWhole: true, steps: true, notes: true, workings: true, terms: true, update: .numbers)
    /// Sums by their terms, and one line for each other quantity.
    static let sums = ExplanationDetail(terms: true)
    /// One line for each quantity.
    static let barest = ExplanationDetail(headings: false)

    /// The levels that have workings, from the most to the least.
    /// - Parameter isUpdating: while an optimizer with a memory updates: all of its steps at once then say more than the numbers of
    ///   some.
    static func worked(isUpdating: Bool) -> [ExplanationDetail] {
        var steps = ExplanationDetail(workings: true, terms: true)
        steps.update = .formulas
        return Array(levels(hasMemory: false).prefix(3)) + (isUpdating ? [steps] : [])
    }

    /// From the most to the least, to be tried until one fits: of an optimizer with a memory rather its steps than the terms of the
    /// sums before.
    static func levels(hasMemory: Bool) -> [ExplanationDetail] {
        let words = ExplanationDetail(steps: true, notes: true, workings: true, terms: true, update: .numbers)
        let told = ExplanationDetail(notes: true, workings: true, terms: true, update: .numbers)
        let worked = ExplanationDetail(workings: true, terms: true, update: .numbers)
        let lines = ExplanationDetail()
        guard hasMemory else { return [words, told, worked, sums, lines, .barest] }
        func with(_ detail: ExplanationDetail, _ update: Update) -> ExplanationDetail {
            var detail = detail
            detail.update = update
            return detail
        }
        return [
            words, told, worked, with(sums, .numbers), with(lines, .numbers), with(.barest, .numbers), with(sums, .formulas),
            with(lines, .formulas),
            with(.barest, .formulas), .barest,
        ]
    }
}
