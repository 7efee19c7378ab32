import Basics
import Testing

@testable import Remote

/// Bytes from hexadecimal digits.
func bytes(_ digits: String) -> [UInt8] {
    let digits = Array(digits.utf8)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
}

/// A frame of any header and body, also of those that no rank should send.
func frame(_ header: String, body: [UInt8] = []) -> [UInt8] {
    let sizes = [header.utf8.count, body.count].flatMap { size in (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) } }
    return sizes + Array(header.utf8) + body
}

/// The wire as the Python client has it: the bytes are those that it sends.
struct WireTests {
    private static let ping = bytes("14000000000000007b2274223a2270696e67222c22736571223a317d")
    /// 1, 2, −0 and NaN as a tensor of [2, 2].
    private static let norms = bytes(
        "69000000100000007b2274223a226672616d65222c2273746570223a372c2270726f6265223a226e6f726d73222c2274656e736f7273223a7b22672c77"
            + "223a7b226474797065223a22463332222c227368617065223a5b322c325d2c22626567696e223a302c22656e64223a31367d7d7d0000803f000000"
            + "40000000800000c07f")

    private func read(_ bytes: [UInt8], limits: WireLimits = .welcomed) throws -> WireFrame? {
        var reader = FrameReader(limits: limits)
        reader.append(bytes)
        return try reader.next()
    }

    @Test func aPingIsThePythonClientsPing() throws {
        #expect(HubMessage.ping(sequence: 1).bytes == Self.ping)
        let frame = try #require(try read(Self.ping))
        #expect(frame.type == "ping" && frame.header["seq"]?.integer == 1)
    }

    @Test func tensorsKeepSignsAndNaN() throws {
        let frame = try #require(try read(Self.norms))
        let values = try #require(frame.values("g,w"))
        #expect(frame.tensors["g,w"]?.shape == [2, 2])
        #expect(values[0] == 1 && values[1] == 2 && values[2] == 0 && values[2].sign == .minus && values[3].isNaN)
        guard case .frame(let norms) = try RankMessage(frame) else { throw WireError.header("no frame") }
        #expect(norms.probe == "norms" && norms.step == 7)
    }

    @Test func framesCutAtEveryByteAreReadOnceWhole() throws {
        let stream = Self.ping + Self.norms + Self.ping
        for cut in 0...stream.count {
            var reader = FrameReader(limits: .welcomed)
            var types: [String] = []
            for piece in [stream[..<cut], stream[cut...]] {
                reader.append(piece)
                while let frame = try reader.next() { types.append(frame.type) }
            }
            #expect(types == ["ping", "frame", "ping"], "cut at \(cut)")
        }
    }

    @Test func framesComeByteByByte() throws {
        var reader = FrameReader(limits: .welcomed)
        var count = 0
        for byte in Self.norms + Self.ping {
            reader.append([byte])
            while try reader.next() != nil { count += 1 }
        }
        #expect(count == 2)
    }

    @Test func sizesAreRefusedBeforeTheirBytesCome() {
        #expect(throws: WireError.headerTooLong(0x0010_0001, limit: 1 << 20)) { try self.read(bytes("0100100000000000")) }
        #expect(throws: WireError.bodyTooLong(0x0400_0001, limit: 64 << 20)) { try self.read(bytes("0200000001000004")) }
        #expect(throws: WireError.headerTooLong(4097, limit: 4096)) {
            try self.read(bytes("0110000000000000"), limits: .greeting)
        }
        #expect(throws: WireError.bodyTooLong(1, limit: 0)) { try self.read(bytes("0200000001000000"), limits: .greeting) }
        #expect(throws: Never.self) { try self.read(bytes("0000100000000004")) }
    }

    static let badTensors = [
        #"{"dtype":"F32","shape":[2],"begin":0,"end":4}"#,
        #"{"dtype":"F32","shape":[2],"begin":8,"end":16}"#,
        #"{"dtype":"F32","shape":[2],"begin":4,"end":0}"#,
        #"{"dtype":"F32","shape":[-2],"begin":0,"end":8}"#,
        #"{"dtype":"F32","shape":[-1,-2],"begin":0,"end":8}"#,
        #"{"dtype":"F32","shape":[1.5],"begin":0,"end":6}"#,
        #"{"dtype":"C64","shape":[1],"begin":0,"end":8}"#,
        #"{"dtype":"F32","shape":[4294967296,4294967296,4],"begin":0,"end":8}"#,
        #"{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"begin":0,"end":8}"#,
        #"{"dtype":"F32","shape":[2],"begin":-8,"end":0}"#,
        #"{"dtype":"F32","shape":[2],"begin":0}"#,
        #"{"shape":[2],"begin":0,"end":8}"#,
        "7",
    ]

    @Test(arguments: badTensors) func tensorsThatAreNotInTheirBodyEndTheConnection(_ tensor: String) {
        let bytes = frame(#"{"t":"frame","tensors":{"g,w":\#(tensor)}}"#, body: Array(repeating: 0, count: 8))
        #expect(throws: WireError.self) { try self.read(bytes) }
    }

    @Test(arguments: [
        "[]", "{", "{}", #"{"t":7}"#, "\u{0}", #"{"t":"a","t":"b"}"#, #"{"t":"x","v":NaN}"#, #"{"t":"a","tensors":[]}"#,
    ])
    func headersThatAreNoMessagesEndTheConnection(_ header: String) {
        #expect(throws: WireError.self) { try self.read(frame(header)) }
    }

    @Test func anEmptyTensorHasNoBytes() throws {
        let frame = try read(frame(#"{"t":"frame","tensors":{"x":{"dtype":"F32","shape":[0,3],"begin":0,"end":0}}}"#))
        #expect(frame?.values("x") == [])
    }

    static let messages = [
        #"{"t":"tick","step":1099511627777,"n":1,"s_step":0.1}"#, #"{"t":"record","step":9007199254740991,"states":[]}"#,
        #"{"t":"tick","step":-1,"n":1,"s_step":0.1}"#, #"{"t":"tick","step":1,"n":1,"s_step":"nan"}"#,
        #"{"t":"tick","step":1,"n":1,"s_step":0.1,"loss":[1]}"#, #"{"t":"held","id":1}"#, #"{"t":"armed","step":1}"#,
        #"{"t":"record","step":1,"states":[[0]]}"#, #"{"t":"record","step":1,"states":[[0,2,0]]}"#, #"{"t":"answer","seq":1.5}"#,
        #"{"t":"model","modules":[["a"]],"parameters":[]}"#, #"{"t":"model","modules":[],"parameters":[["w",0,[-1]]]}"#,
        #"{"t":"hello","proto":[1,0]}"#, #"{"t":"pong"}"#, #"{"t":"event"}"#,
    ]

    @Test(arguments: messages) func messagesWithoutWhatTheyMustHaveAreRefused(_ header: String) throws {
        let frame = try #require(try read(frame(header)))
        #expect(throws: WireError.self) { _ = try RankMessage(frame) }
    }

    @Test func namesOfAPeerDoNothingToATerminal() throws {
        let header = #"{"t":"model","modules":[["a\u001b[2Jb","Lin\u0007ear",-1,{}]],"parameters":[]}"#
        guard case .model(let model) = try RankMessage(try #require(try read(frame(header)))) else { throw WireError.header("") }
        #expect(model.modules[0].name == "a\\u{1b}[2Jb" && model.modules[0].type == "Lin\\u{7}ear")
    }

    @Test func modelsNameModulesAndParameters() throws {
        let header =
            #"{"t":"model","modules":[["","Net",-1,{}],["0","Linear",0,{"in":6,"out":16}],["1","Conv2d",0,{"kernel":[3,3]}]],"#
            + #""parameters":[["0.weight",1,[16,6],"F32",[8,6],[0,0],"shard"]],"optimizers":[{"type":"Adam","parameters":4}],"#
            + #""wrapper":"fsdp2","compiled":true,"tied":[[0,9]]}"#
        guard case .model(let model) = try RankMessage(try #require(try read(frame(header)))) else { throw WireError.header("") }
        #expect(model.modules.map(\.type) == ["Net", "Linear", "Conv2d"] && model.modules[1].parent == 0)
        #expect(model.modules[1].settings == ["in": [6], "out": [16]] && model.modules[2].settings["kernel"] == [3, 3])
        #expect(model.parameters[0].module == 1 && model.parameters[0].count == 96 && model.parameters[0].localShape == [8, 6])
        #expect(model.optimizers.map(\.type) == ["Adam"] && model.wrapper == "fsdp2" && model.isCompiled && model.tied.isEmpty)
    }

    @Test func largeWholeNumbersComeAsText() throws {
        let header = #"{"t":"record","id":5,"step":25,"micro":1,"states":[[0,1,0,1,160]],"batch":["-4770813244682586545"]}"#
        guard case .record(let record) = try RankMessage(try #require(try read(frame(header)))) else {
            throw WireError.header("")
        }
        #expect(record.batch == [-4_770_813_244_682_586_545])
        #expect(record.states == [RecordedStep.State(module: 0, isDelta: true, output: 0, micro: 1, count: 160)])
    }
}
