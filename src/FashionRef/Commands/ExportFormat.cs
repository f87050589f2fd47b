namespace FashionRef.Commands;

/// <summary>A format that a trained model can be written in.</summary>
internal enum ExportFormat
{
    /// <summary>ONNX, for ONNX Runtime and other programs.</summary>
    Onnx,
}
