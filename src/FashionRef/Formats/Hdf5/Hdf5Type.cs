namespace FashionRef.Formats.Hdf5;

/// <summary>The kinds of number that are read and written.</summary>
internal enum Hdf5Type
{
    Float16,

    /// <summary>To HDF5 two bytes without a meaning; the attribute <c>dtype</c> of the dataset says what they are.</summary>
    BFloat16,
    Float32,
    Float64,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
}
