import Inspection

/// A lesson's expressions, read for the network that it teaches with.
public struct LessonScript: Hashable, Sendable {
    /// Names that the expressions can use.
    package let scope: WatchScope
    /// Expressions read, by how they are written.
    private var expressions: [String: WatchExpression] = [:]
    /// Faults of expressions that could not be read.
    public private(set) var faults: [LessonFault] = []
    /// Numbers that a moment has to tell.
    package private(set) var quantities: Set<WatchQuantity> = []

    /// Reads all expressions of a lesson.
    /// - Parameters:
    ///   - scope: of the network.
    ///   - panes: names of panes that can be opened.
    public init(_ lesson: Lesson, in scope: WatchScope, panes: [String]) {
        var scope = scope
        scope.tellsDeeds = true
        scope.panes = panes
        self.scope = scope
        for step in lesson.steps {
            // Numbers that are drawn have names in their own question alone.
            scope.variables = step.question?.draw.map(\.name) ?? []
            for (text, isCondition) in step.expressions { read(text, isCondition, scope) }
        }
        quantities = Set(expressions.values.flatMap(\.quantities))
    }

    private mutating func read(_ text: Placed, _ isCondition: Bool, _ scope: WatchScope) {
        guard expressions[text.text] == nil else { return }
        do throws(WatchError) {
            expressions[text.text] =
                isCondition
                ? try WatchExpression(parsingCondition: text.text, in: scope) : try WatchExpression(parsing: text.text, in: scope)
        } catch {
            faults.append(LessonFault("'\(text.text)': \(error.message)", at: text.place))
        }
    }

    /// The value of an expression; a condition's is 1 or 0. Nil where it is not known, or could not be read.
    func value(_ text: String, _ valueOf: (WatchQuantity) -> Double?) -> Double? { expressions[text]?.value(valueOf) }

    /// Numbers to be hidden, by the expressions that name them.
    package func hidden(_ texts: [Placed]) -> HiddenNumbers {
        HiddenNumbers(texts.flatMap { expressions[$0.text]?.quantities ?? [] }, scope)
    }
}

extension LessonStep {
    /// The question of a step that asks one.
    public var question: LessonQuestion? { if case .ask(let question) = kind { question } else { nil } }

    /// The task of a step that sets one.
    public var task: Task? { if case .task(let task) = kind { task } else { nil } }

    /// All texts of a step.
    public var texts: [LessonText] {
        var texts = [text]
        if let question {
            if let why = question.why { texts.append(why) }
            switch question.form {
            case .number(_, let wrong): texts += wrong.compactMap(\.say)
            case .choice(let options): texts += options.flatMap { [$0.text] + ($0.say.map { [$0] } ?? []) }
            case .order(let order): texts += order
            case .sign, .layer, .iteration: break
            }
        }
        if let task { texts += task.hints.map(\.say) }
        return texts
    }

    /// All expressions of a step, and whether each has to be a condition.
    var expressions: [(Placed, isCondition: Bool)] {
        var expressions = texts.flatMap(\.expressions).map { ($0, false) } + hide.map { ($0, false) }
        if let question {
            switch question.form {
            case .number(let answer, let wrong):
                expressions += [(answer, false)] + wrong.map { ($0.value, false) }
                expressions += wrong.compactMap { $0.show?.see.map { ($0, true) } }
            case .choice(let options): expressions += options.compactMap { $0.show?.see.map { ($0, true) } }
            case .sign(let answer), .layer(let answer), .iteration(let answer, _): expressions.append((answer, false))
            case .order: break
            }
        }
        if let task {
            expressions.append((task.goal, true))
            expressions += task.hints.compactMap { $0.when.map { ($0, true) } }
        }
        return expressions
    }
}
