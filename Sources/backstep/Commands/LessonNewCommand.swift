import ArgumentParser
import Basics
import Foundation
import Lessons

struct LessonNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write the beginning of a lesson into a file, to go on from.",
        discussion: "Example: backstep lesson new mine writes mine.yaml; backstep learn ./mine.yaml plays it.")

    @Argument(help: "Its name: letters, digits and dashes; before it the folder that it is to lie in.")
    var file: String

    func run() throws {
        try Failure.reported {
            let name = String(file.split(separator: "/").last ?? "")
            guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) else {
                throw InputError(
                    "lesson new \(file)", expected: "a name of letters, digits and dashes", found: InputError.quoted(file),
                    advice: "try backstep lesson new mine")
            }
            let path = file + ".yaml"
            guard !FileManager.default.fileExists(atPath: path) else {
                throw InputError(
                    .cannotCreate, path, expected: "no such file yet", found: "one", advice: "choose another name")
            }
            try OutputFile(path: path).write(Array(Self.template(name).utf8))
            Output.write("wrote \(path); backstep learn \(path) plays it, backstep lesson check \(path) checks it\n")
        }
    }

    /// A lesson that is whole, and that its check has nothing to say of.
    static func template(_ name: String) -> String {
        """
        # A lesson of backstep. Lessons.md describes the format; backstep lesson check \(name).yaml says what is wrong.
        lesson: 1
        id: \(name)
        title: A weight acts through its input
        minutes: 2
        scenario:
          samples: [{x: [2, 1], y: 1}]
          network: dense:1
          weights: {w1: [[0.5, -1]], b1: [0.5]}
          loss: mse
          learningRate: 0.1
          batch: 1
        screen: {grain: layer, panes: [network, explain], select: "w[1,0,0]"}
        steps:
          - say: |
              One neuron with two inputs. The upper line carries a weight, {w[1,0,0]}.
              Press s twice: the numbers arrive, and the neuron computes.
            keys: s*2
            light: ["w[1,0,0]"]
          - predict: It says {a[1,0]}. If the upper weight rises by 1, by how much will that rise?
            answer: "x[0]"
            why: The weight is multiplied by the input that it carries.
            wrong:
              - {value: "1", say: "It acts through its input, {x[0]}.", show: {keys: '":set w[1,0,0] 1.5" Enter', see: "a[1,0] > 2"}}
          - do: Try it. e edits the selected weight, Enter takes the new number.
            goal: "edited(w[1,0,0]) and a[1,0] > 2"
            solution: 'e "1.5" Enter'
            mustNot: ['":set b[1,0] 5" Enter']
            hints:
              - {when: "edited(b[1,0])", say: "That was the bias. u takes it back."}
              - {say: "e, then the number, then Enter."}
          - because:
              - a weight is multiplied by the input it carries
              - {text: larger weights count more, say: "Its own size does not enter: only what it is multiplied by."}
          - recall: "A weight rises by {d}, its input is {p}. By how much does z rise?"
            draw: {d: [1, 2, -1], p: [0.5, 2, 3]}
            answer: "d*p"

        """
    }
}
